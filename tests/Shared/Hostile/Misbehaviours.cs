namespace Hostile;

/// <summary>Everything that the front can do wrong.</summary>
internal static class Misbehaviours
{
    /// <summary>Stands in errors as careless services write them; must be written nowhere.</summary>
    public const string Secret = "TORTURESECRETTORTURESECRETTORTURESECRET";

    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        .. ConnectionMisbehaviours.All,
        .. FramingMisbehaviours.All,
        .. BodyMisbehaviours.All,
        .. JsonMisbehaviours.All,
        .. StatusMisbehaviours.All,
        .. AddressMisbehaviours.All,
    ];
}
