namespace Jumpbox.Azure;

/// <summary>One nested cause of a failed call.</summary>
/// <param name="Code">Azure's error code.</param>
/// <param name="Message">Azure's message.</param>
public sealed record AzureFaultDetail(string Code, string Message);
