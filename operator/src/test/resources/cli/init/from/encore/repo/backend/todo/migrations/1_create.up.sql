CREATE TABLE todos (id int);
