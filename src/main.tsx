document.title = 'Kinora'
