"""What thinks: graphs, engines, the model runtime, importers, the daemon."""
