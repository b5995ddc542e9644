using Cake.Core;

namespace Frosting.Tests.Host;

/// <summary>What happened in a run, in order.</summary>
public sealed class Notes
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Cake's surroundings, for tests of addins.</summary>
    public ICakeContext? Context { get; set; }

    public void Add(string line) => _lines.Add(line);
}
