using System.Text.Json.Serialization;

namespace Jumpbox.Evidence.Booting;

/// <summary>One check of a started machine.</summary>
/// <param name="Name">Its name, for example <c>failed-units</c>.</param>
/// <param name="Machine">The machine: 1 or 2; 0 for a comparison of both.</param>
/// <param name="Start">Which start of the machine: 1, or 2 after the restart.</param>
/// <param name="Outcome">What it found.</param>
/// <param name="Detail">The reason, in one line.</param>
public sealed record SmokeCheck(string Name, int Machine, int Start, SmokeOutcome Outcome, string Detail)
{
    /// <summary>Why it does not decide, from the settings; null if it does.</summary>
    public string? OptOut { get; init; }

    /// <summary>Where it was made, in words.</summary>
    [JsonIgnore]
    public string Where =>
        Machine == 0 ? ""
        : Start > 1 ? $" after the restart"
        : Machine > 1 ? $" on machine {Machine}"
        : "";
}

/// <summary>What a check of a started machine found.</summary>
public enum SmokeOutcome
{
    /// <summary>It is as required.</summary>
    Pass,

    /// <summary>It is not as required.</summary>
    Fail,

    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>There is nothing to check.</summary>
    None,
}
