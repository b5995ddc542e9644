namespace Jumpbox.Azure.Clients;

/// <summary>A resource provider in a subscription.</summary>
/// <param name="Namespace">For example <c>Microsoft.VirtualMachineImages</c>.</param>
/// <param name="RegistrationState">Registered, Registering, NotRegistered, Unregistering.</param>
/// <param name="Types">The resource types that it offers.</param>
internal sealed record ResourceProvider(string Namespace, string RegistrationState, IReadOnlyList<ProvidedType> Types)
{
    /// <summary>Whether it is registered in the subscription.</summary>
    public bool IsRegistered => RegistrationState.Equals("Registered", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A resource type that a provider offers.</summary>
/// <param name="Name">The type without its namespace, for example <c>imageTemplates</c>.</param>
/// <param name="Locations">The regions by display name, for example <c>East US 2</c>.</param>
/// <param name="ApiVersions">The API versions, newest first.</param>
internal sealed record ProvidedType(string Name, IReadOnlyList<string> Locations, IReadOnlyList<string> ApiVersions);
