"""What thinks: the port that the graphs call, and the engines behind it."""
