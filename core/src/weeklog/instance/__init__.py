"""What an operator does with a whole instance: back it up, restore it, check it. Runs beside the services, on
the server."""
