using LocalAzure.Server;

namespace Torture.Tests;

/// <summary>All cases for the requests that a chain makes, and the choice of those that one torture tries.</summary>
internal static class CaseList
{
    private static readonly Hardship[] Always =
    [
        Hardship.DropBefore,
        Hardship.DropAfter,
        Hardship.Throttled,
        Hardship.Error500,
        Hardship.Busy503,
        Hardship.TimedOut,
        Hardship.Truncated,
        Hardship.Malformed,
        Hardship.Outage,
    ];

    /// <summary>The requests of a run, each form with its first and its second one.</summary>
    public static IReadOnlyList<SeenRequest> Requests(RequestLog log) =>
        [
            .. log.GroupBy(request => (request.Method, Form: SeenRequest.Form(request.Path)))
                .SelectMany(group =>
                    Enumerable
                        .Range(1, Math.Min(2, group.Count()))
                        .Select(nth => new SeenRequest(group.Key.Method, group.Key.Form, nth))
                ),
        ];

    /// <summary>Every request with everything that can happen to it.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="attempts">How many requests a run sends: it dies before each of them.</param>
    public static IReadOnlyList<TortureCase> All(IReadOnlyList<SeenRequest> requests, int attempts) =>
        [
            .. requests.SelectMany(request => Of(request).Select(hardship => new TortureCase(request, hardship))),
            .. Enumerable
                .Range(1, attempts)
                .Select(n => new TortureCase(new SeenRequest("any", "request", n), Hardship.KilledBefore)),
        ];

    /// <summary>
    /// So many cases: everything that happens to an effect, and a choice by seed of the rest. The same seed and the same
    /// requests give the same cases.
    /// </summary>
    public static IReadOnlyList<TortureCase> Choose(IReadOnlyList<TortureCase> all, int most, int seed)
    {
        TortureCase[] shuffled = [.. all];
        new Random(seed).Shuffle(shuffled);
        return
        [
            .. shuffled
                .OrderByDescending(candidate =>
                    candidate.Request.IsEffect || candidate.Hardship == Hardship.KilledBefore
                )
                .Take(most),
        ];
    }

    private static IEnumerable<Hardship> Of(SeenRequest request)
    {
        IEnumerable<Hardship> hardships = Always.Where(hardship => hardship != Hardship.Outage || request.Nth == 1);
        if (request.IsEffect)
        {
            hardships = hardships.Append(Hardship.KilledAfter);
        }
        if (request.IsEffect && !request.Path.Contains("/Microsoft.Authorization/", StringComparison.Ordinal))
        {
            hardships = hardships.Append(Hardship.Stalled);
        }
        return request.Method == "DELETE" ? hardships.Append(Hardship.FalselyConfirmed) : hardships;
    }
}
