namespace Jumpbox.Azure;

/// <summary>What a build of a template put out.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="ArtifactId">The image or gallery version; null for a VHD.</param>
/// <param name="ArtifactUri">The VHD's address; null for images.</param>
/// <param name="ProvisioningState">For example <c>Succeeded</c>.</param>
public sealed record RunOutput(string Name, string? ArtifactId, string? ArtifactUri, string ProvisioningState);
