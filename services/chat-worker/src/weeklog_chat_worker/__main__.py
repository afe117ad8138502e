from weeklog_chat_worker.app import main

main()
