"""What the assistant can do: the tool contract, built-in tools, and plug-ins."""
