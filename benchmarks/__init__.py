"""How good and how fast is the engine? Programs for maintainers; nothing here is installed."""
