"""The three places and the dialogs over them; each asks the daemon only through a desk."""
