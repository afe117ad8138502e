from weeklog_scheduler.app import main

if __name__ == "__main__":
    main()
