import { SQLDatabase } from "encore.dev/storage/sqldb";
import { secret } from "encore.dev/config";
export const db = new SQLDatabase("todo", { migrations: "./migrations" });
const stripe = secret("STRIPE_KEY");
export const users = new SQLDatabase("userData", { migrations: "./users" });
