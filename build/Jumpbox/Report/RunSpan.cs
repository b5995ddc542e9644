namespace Jumpbox.Report;

/// <summary>A part of a run that took time.</summary>
/// <param name="Kind"><c>target</c>, or <c>phase</c> for a phase of the image build as this run saw it.</param>
/// <param name="Name">The target, or Azure's word for the phase.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Requests">How many requests were sent in it, repeated ones and polls counted.</param>
/// <param name="Succeeded">Whether it ended well.</param>
public sealed record RunSpan(
    string Kind,
    string Name,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    int Requests,
    bool Succeeded
);
