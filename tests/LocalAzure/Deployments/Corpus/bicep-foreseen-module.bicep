@secure()
param secret string
param plain string
param prefix string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'b2'
  location: 'eastus2'
  tags: { secret: secret, plain: plain }
}

output plain string = plain
output both string = '${secret}-${prefix}'
