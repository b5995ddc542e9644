using './bicep-existing.bicep'
