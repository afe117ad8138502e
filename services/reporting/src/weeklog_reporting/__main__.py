from weeklog_reporting.app import main

main()
