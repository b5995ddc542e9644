namespace Jumpbox.Azure;

/// <summary>The environment says where we run, but lacks what signing in needs there.</summary>
public sealed class CredentialException : Exception
{
    internal CredentialException(string place, IReadOnlyList<string> missing, string cure)
        : base($"Cannot sign in from {place}: {string.Join(", ", missing)} not set. {cure}") => Missing = missing;

    /// <summary>The environment variables that are missing.</summary>
    public IReadOnlyList<string> Missing { get; }
}
