namespace Jumpbox.Azure;

/// <summary>A resource provider as a subscription sees it.</summary>
/// <param name="Namespace">For example <c>Microsoft.VirtualMachineImages</c>.</param>
/// <param name="RegistrationState">Registered, Registering, NotRegistered, Unregistering.</param>
/// <param name="Types">The resource types that it offers.</param>
public sealed record ResourceProvider(string Namespace, string RegistrationState, IReadOnlyList<ProvidedType> Types)
{
    /// <summary>Whether the subscription may use it now.</summary>
    public bool IsRegistered => RegistrationState.Equals("Registered", StringComparison.OrdinalIgnoreCase);
}
