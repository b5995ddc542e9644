param ids array
output prefixes array = [for id in ids: reference(id, '2024-05-01').addressPrefix]
