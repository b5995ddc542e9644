using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class Failing(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) =>
        throw new CakeException($"{notes.Lines.Count} notes, and no more");
}
