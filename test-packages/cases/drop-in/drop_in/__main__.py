from drop_in import main

main()
