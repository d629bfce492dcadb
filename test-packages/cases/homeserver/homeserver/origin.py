ORIGIN = "from the source"
