namespace Jumpbox.Evidence.Booting;

/// <summary>Checks with the same outcome for the same reason, which is that of many where nothing could be asked.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Names">Their names, with where each was made; of many the first ones and how many more.</param>
/// <param name="Count">How many there are.</param>
internal sealed record SmokeReason(SmokeCheck First, string Names, int Count)
{
    private const int MostNames = 4;

    /// <summary>The reasons of these checks, those of failed ones first.</summary>
    /// <param name="checks">The checks.</param>
    public static IEnumerable<SmokeReason> Of(IEnumerable<SmokeCheck> checks) =>
        checks
            .GroupBy(check => (check.Outcome, check.Detail, check.OptOut))
            .OrderBy(same => same.Key.Outcome)
            .Select(same =>
            {
                string[] names = [.. same.Select(check => $"{check.Name}{check.Where}").Distinct()];
                string more = names.Length > MostNames ? $" and {names.Length - MostNames} more" : "";
                return new SmokeReason(same.First(), string.Join(", ", names.Take(MostNames)) + more, names.Length);
            });
}
