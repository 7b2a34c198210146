"""``python -m agent.daemon``."""

from agent.daemon.main import main

if __name__ == "__main__":
    main()
