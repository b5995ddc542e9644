namespace Build.Preflight;

/// <summary>The run cannot begin, as a request to the sign-in or to Azure showed; nothing was changed.</summary>
internal sealed class PreflightException(string message) : Exception(message);
