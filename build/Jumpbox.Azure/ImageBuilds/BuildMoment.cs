using Jumpbox.Azure.Clients;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>One poll of a running image build with its new log lines.</summary>
/// <param name="Sighting">The poll.</param>
/// <param name="LogNews">The new text of the log; empty if there is none.</param>
public sealed record BuildMoment(RunSighting Sighting, string LogNews);
