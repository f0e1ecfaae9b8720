using System.Globalization;
using System.Text;
using Dashboard.Accuracy;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
try
{
    var options = AccuracyOptions.Parse(args);
    var all = LabelledFile.Read(options.File);
    var asked = all.Where(options.Takes).ToList();
    var judged = new Judge(options.IsTextOnly).Of(asked);
    new Report(Console.Out, options).Write(judged, all.Count);
    return 0;
}
catch (Exception mistake) when (mistake is ArgumentException or IOException or FormatException)
{
    Console.Error.WriteLine(mistake.Message);
    return 2;
}
