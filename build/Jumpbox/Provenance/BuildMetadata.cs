namespace Jumpbox.Provenance;

/// <summary>Which run it was. Source: SLSA provenance v1, "BuildMetadata".</summary>
/// <param name="InvocationId">The run, unique for its builder.</param>
/// <param name="StartedOn">When the image build began, RFC 3339 in UTC with a final Z.</param>
/// <param name="FinishedOn">When it ended, in the same form.</param>
public sealed record BuildMetadata(string InvocationId, string StartedOn, string FinishedOn);
