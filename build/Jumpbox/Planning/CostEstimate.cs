using System.Globalization;

namespace Jumpbox.Planning;

/// <summary>
/// The estimated cost of a build's transient resources, from the user's own price sheet. The pipeline has no prices.
/// </summary>
/// <param name="Hours">How long they would exist.</param>
/// <param name="Lines">Each priced part with its cost, in the currency of the price sheet.</param>
public sealed record CostEstimate(double Hours, IReadOnlyList<(string Part, decimal Cost)> Lines)
{
    private const string PerHour = "Hour";

    // Prices of permanent resources are used by the target Sweep.
    private const string PerMonth = "Month";

    /// <summary>The sum.</summary>
    public decimal Total => Lines.Sum(line => line.Cost);

    /// <summary>Estimates the cost; null without prices, or without an earlier build's duration.</summary>
    /// <param name="prices">Prices by name: those that end in <c>Hour</c> count by the hour, others once.</param>
    /// <param name="duration">How long an earlier build took.</param>
    public static CostEstimate? Of(IReadOnlyDictionary<string, decimal> prices, TimeSpan? duration) =>
        prices.Count == 0 || duration is not { } known
            ? null
            : new CostEstimate(
                known.TotalHours,
                [
                    .. prices
                        .Where(price => !price.Key.EndsWith(PerMonth, StringComparison.Ordinal))
                        .OrderBy(price => price.Key, StringComparer.Ordinal)
                        .Select(price =>
                            (
                                price.Key,
                                price.Key.EndsWith(PerHour, StringComparison.Ordinal)
                                    ? price.Value * (decimal)known.TotalHours
                                    : price.Value
                            )
                        ),
                ]
            );

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Total:F2} for {Hours:F2} h (")
        + string.Join(
            ", ",
            Lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Part} {line.Cost:F2}"))
        )
        + ")";
}
