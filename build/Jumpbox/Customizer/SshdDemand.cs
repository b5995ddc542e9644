namespace Jumpbox.Customizer;

/// <summary>A setting of sshd: what the image sets, and what sshd must answer for everyone from anywhere.</summary>
/// <param name="Keyword">The keyword, as sshd_config(5) writes it.</param>
/// <param name="Value">The value that the image sets.</param>
/// <param name="Rule">
/// How sshd's answer is compared with <paramref name="Limit"/>: <c>is</c>, <c>not</c>, <c>most</c>, <c>between</c>,
/// <c>among</c>, <c>each-most</c>. A stricter answer is accepted where strictness has an order.
/// </param>
/// <param name="Limit">What the answer is compared with; null means the value.</param>
internal sealed record SshdDemand(string Keyword, string Value, string Rule = "is", string? Limit = null)
{
    /// <summary>The lines of a file for sshd.</summary>
    public static string Settings(IEnumerable<SshdDemand> demands) =>
        string.Join('\n', demands.Select(demand => $"{demand.Keyword} {demand.Value}"));

    /// <summary>The lines for the check: keyword, rule and value.</summary>
    public static string Text(IEnumerable<SshdDemand> demands) =>
        string.Join(
            '\n',
            demands.Select(demand =>
                $"{demand.Keyword.ToLowerInvariant()} {demand.Rule} {demand.Limit ?? demand.Value}"
            )
        );
}
