def main():
    print("server_name: example.org")
