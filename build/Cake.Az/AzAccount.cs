namespace Cake.Az;

/// <summary>The account that the Azure CLI is signed in to: <c>az account show</c>.</summary>
/// <param name="Id">The subscription's GUID.</param>
/// <param name="Name">The subscription's name.</param>
/// <param name="TenantId">The tenant's GUID.</param>
/// <param name="EnvironmentName">The cloud: <c>AzureCloud</c>, <c>AzureUSGovernment</c>, <c>AzureChinaCloud</c> or another.</param>
/// <param name="User">Who is signed in; null where the CLI does not say.</param>
public sealed record AzAccount(string Id, string Name, string TenantId, string EnvironmentName, AzUser? User = null);
