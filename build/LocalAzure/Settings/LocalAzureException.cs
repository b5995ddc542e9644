namespace LocalAzure.Settings;

/// <summary>Thrown when LocalAzure cannot start or its input is invalid; the message says what to do.</summary>
public sealed class LocalAzureException(string message, Exception? inner = null) : Exception(message, inner) { }
