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

    /// <summary>So many misbehaviours, each at one request; the seed chooses both.</summary>
    public static IReadOnlyList<HostileCase> Choose(IReadOnlyList<HostileCase> all, int most, int seed)
    {
        IGrouping<string, HostileCase>[] groups = [.. all.GroupBy(one => one.Misbehaviour.Name)];
        Random random = new(seed);
        random.Shuffle(groups);
        return [.. groups.Take(most).Select(group => group.ElementAt(random.Next(group.Count())))];
    }
}
