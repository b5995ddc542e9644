namespace LocalAzure.Protocol;

/// <summary>Who asks: a principal's object id. <see cref="System"/> is the platform itself and is never refused.</summary>
internal sealed record Caller(string ObjectId, bool IsSystem = false)
{
    public static readonly Caller System = new("00000000-0000-0000-0000-000000000000", true);
}
