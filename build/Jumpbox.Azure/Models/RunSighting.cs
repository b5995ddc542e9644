namespace Jumpbox.Azure;

/// <summary>One look at a running image build.</summary>
/// <param name="Template">The template as it was seen; null when Azure could not show it this time.</param>
/// <param name="Trouble">Why it could not be seen; null when it was.</param>
/// <param name="TroubledFor">For how long it could not be seen; zero when it was.</param>
public sealed record RunSighting(ImageTemplate? Template, AzureFault? Trouble, TimeSpan TroubledFor);
