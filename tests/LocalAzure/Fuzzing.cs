using System.Globalization;

namespace LocalAzure.Tests;

/// <summary>
/// How much the tests with random input try, and from which seed. Without the variables it is the same in each run, so that
/// only a change of the code turns them red; <c>JUMPBOX_FUZZ_SEED</c> and <c>JUMPBOX_FUZZ_ROUNDS</c> search further.
/// </summary>
internal static class Fuzzing
{
    public static int Seed { get; } = Number("JUMPBOX_FUZZ_SEED", 20261128);

    /// <param name="usual">As many as fit the suite's time.</param>
    public static int Rounds(int usual) => Number("JUMPBOX_FUZZ_ROUNDS", usual);

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
