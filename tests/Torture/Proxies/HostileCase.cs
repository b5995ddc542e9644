using Hostile;

namespace Torture.Tests.Proxies;

/// <summary>A request of the chain and what the front does to it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Misbehaviour">What happens.</param>
internal sealed record HostileCase(SeenRequest Request, Misbehaviour Misbehaviour)
{
    /// <summary>Names it, to run it again alone.</summary>
    public string Name => $"{Misbehaviour.Name} at {Request}";

    /// <summary>Every misbehaviour at every request.</summary>
    public static IReadOnlyList<HostileCase> All(IReadOnlyList<SeenRequest> requests) =>
        [.. Misbehaviours.All.SelectMany(one => requests.Select(request => new HostileCase(request, one)))];

    /// <summary>So many cases: each misbehaviour at one request, then each at another one; the seed chooses both.</summary>
    public static IReadOnlyList<HostileCase> Choose(IReadOnlyList<HostileCase> all, int most, int seed)
    {
        HostileCase[][] groups = [.. all.GroupBy(one => one.Misbehaviour.Name).Select(group => group.ToArray())];
        Random random = new(seed);
        random.Shuffle(groups);
        Array.ForEach(groups, random.Shuffle);
        return
        [
            .. Enumerable
                .Range(0, groups.Max(group => group.Length))
                .SelectMany(round => groups.Where(group => round < group.Length).Select(group => group[round]))
                .Take(most),
        ];
    }
}
