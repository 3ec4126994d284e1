## Share

as-a-link = As a link
as-a-file = As a file
save-the-run-as-text = Save the run as text
lines-of-the-aws-cli-each = Lines of the AWS CLI, each with a timestamp. Drop the file onto the page to open it again.
take-it-to-aws = Take it to AWS
shell-script = Shell script
cloudformation-template = CloudFormation template
creates-what-this-run-created-on = Creates what this run created, on a real account or an emulator. Streams cost money there until you delete them. What a template cannot hold, such as the code of functions, is named in its Metadata.
export-data = Export data
picture-png = Picture (PNG)
events-csv = Events (CSV)
events-ndjson = Events (NDJSON)
charts-csv = Charts (CSV)
charts-ndjson = Charts (NDJSON)
making-the-link = Making the link …
link = Link
copy = Copy
characters-too-long-for-a-link = { $length } characters: too long for a link. Save the run as a file.
characters-some-chats-and-mail = { $length } characters: some chats and mail programs cut links like that. A file is safer.
characters-the-run-is-in-the = { $length } characters. The run is in the link itself; no server keeps it.
