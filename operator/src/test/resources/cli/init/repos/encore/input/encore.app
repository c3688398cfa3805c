{
  // linked
  "id": "todo-x1y2",
  "lang": "typescript",
}
