import { SQLDatabase } from "encore.dev/storage/sqldb";
import { secret } from "encore.dev/config";
export const db = new SQLDatabase("todo", { migrations: "./migrations" });
export const stripe = secret("STRIPE_API_KEY");
