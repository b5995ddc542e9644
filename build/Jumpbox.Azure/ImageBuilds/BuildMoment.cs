using Jumpbox.Azure.Clients;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>One look at a running image build, with what its log has said since the last one.</summary>
/// <param name="Sighting">The template as it was seen.</param>
/// <param name="LogNews">The new text of the log; empty when there is none.</param>
public sealed record BuildMoment(RunSighting Sighting, string LogNews);
