namespace LocalAzure.Settings;

/// <summary>LocalAzure cannot start or cannot use what it was given; the message says what to do.</summary>
public sealed class LocalAzureException : Exception
{
    /// <summary>Makes the exception with a message for the person at the keyboard.</summary>
    public LocalAzureException(string message, Exception? inner = null)
        : base(message, inner) { }
}
