namespace LocalAzure.Settings;

/// <summary>Thrown when LocalAzure cannot start or its input is invalid; the message says what to do.</summary>
public sealed class LocalAzureException : Exception
{
    /// <summary>Creates the exception with a message for the user.</summary>
    public LocalAzureException(string message, Exception? inner = null)
        : base(message, inner) { }
}
