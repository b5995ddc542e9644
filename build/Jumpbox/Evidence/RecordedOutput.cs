namespace Jumpbox.Evidence;

/// <summary>One output of an image build.</summary>
/// <param name="Name">The run output's name.</param>
/// <param name="ArtifactId">The resource id of what was made, or the blob's URL for a VHD.</param>
public sealed record RecordedOutput(string Name, string ArtifactId);
