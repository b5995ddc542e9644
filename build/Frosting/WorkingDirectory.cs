using Cake.Core.IO;

namespace Cake.Frosting;

/// <summary>The folder in which the program wants to work when the command line names none.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
