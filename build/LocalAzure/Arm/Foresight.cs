using System.Text.Json.Nodes;

namespace LocalAzure.Arm;

/// <summary>
/// A look at requests before they are made, with values that are not known yet. Checks run as they are; what they read is noted, and a
/// refusal after a check has read something unknown proves nothing: a value that is still an expression, or a resource that may exist
/// by then. There is one for a thread at a time; without one, every value is known.
/// </summary>
internal sealed class Foresight : IDisposable
{
    [ThreadStatic]
    private static Foresight? _current;

    private readonly Func<string, bool> _isOpen;
    private readonly Func<string, bool> _mayAppear;
    private readonly Func<string, bool> _mayAppearBelow;
    private bool _hasMet;

    /// <param name="isOpen">Whether a text stands for a value that is not known yet.</param>
    /// <param name="mayAppear">Whether a missing resource may exist by then, by its id.</param>
    /// <param name="mayAppearBelow">Whether one may appear whose id starts with a prefix.</param>
    public Foresight(Func<string, bool> isOpen, Func<string, bool> mayAppear, Func<string, bool> mayAppearBelow)
    {
        _isOpen = isOpen;
        _mayAppear = mayAppear;
        _mayAppearBelow = mayAppearBelow;
        _current = this;
    }

    /// <summary>Whether permissions are not looked at.</summary>
    public bool SkipsPermissions { get; init; }

    /// <summary>The look of this thread; null for a request that is really made.</summary>
    public static Foresight? Current => _current;

    /// <summary>Whether a text stands for a value that is not known yet.</summary>
    public static bool IsOpen(string text) => _current?._isOpen(text) == true;

    /// <summary>Notes a value that was read.</summary>
    public static void Read(string text)
    {
        if (_current is { } look && look._isOpen(text))
        {
            look._hasMet = true;
        }
    }

    /// <summary>Notes a value that was read; only a text can be unknown.</summary>
    public static void Read(JsonNode? node)
    {
        if (_current is not null && node is JsonValue value && value.TryGetValue(out string? text))
        {
            Read(text);
        }
    }

    /// <summary>Notes that a resource was looked for in vain.</summary>
    public static void Missed(string id)
    {
        if (_current is { } look && look._mayAppear(id))
        {
            look._hasMet = true;
        }
    }

    /// <summary>Notes that all resources below a prefix were looked at.</summary>
    public static void Searched(string prefix)
    {
        if (_current is { } look && look._mayAppearBelow(prefix))
        {
            look._hasMet = true;
        }
    }

    /// <summary>Notes that something is only not yet so, and becomes so with time.</summary>
    public static void Awaits() => _current?._hasMet = true;

    /// <summary>
    /// Runs a check that others do not depend on. What it meets does not make their refusals unproven, and in a look it refuses only with
    /// proof.
    /// </summary>
    public static void Apart(Action check)
    {
        if (_current is not { } look)
        {
            check();
            return;
        }
        bool before = look._hasMet;
        look._hasMet = false;
        try
        {
            check();
            look._hasMet = before;
        }
        catch (ArmException) when (look._hasMet)
        {
            look._hasMet = before;
        }
    }

    /// <summary>The refusal of a check, if it is proven; null for none.</summary>
    public ArmException? Refusal(Action check)
    {
        _hasMet = false;
        try
        {
            check();
            return null;
        }
        catch (ArmException e)
        {
            return _hasMet ? null : e;
        }
        catch (Exception e) when (_hasMet && e is not OutOfMemoryException)
        {
            // A service's rules compute with values, and this one is not known yet.
            return null;
        }
    }

    public void Dispose() => _current = null;
}
