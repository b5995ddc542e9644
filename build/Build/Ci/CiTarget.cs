namespace Build.Ci;

/// <summary>A target of a run, as a CI system shows it in its time line.</summary>
/// <param name="Id">Identifies it in the time line.</param>
/// <param name="Name">Its name.</param>
/// <param name="Order">Its place in the run, from 1.</param>
/// <param name="Count">How many targets the run has.</param>
internal sealed record CiTarget(Guid Id, string Name, int Order, int Count);
