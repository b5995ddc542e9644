using './bicep-network.bicep'
