from licet.cli.main import main

main()
