# The two panels of the progress chart by gnuplot, smoothed, from files of plain numbers in `folder`:
#   gnuplot -e "folder='F'; out='F/gnuplot.png'; wide=2339; high=1654; scale=2.0" chart.gnuplot
# Days are seconds and the means are worked out already, so that gnuplot has nothing to do but draw.

load folder."/band"

set terminal pngcairo size wide,high fontscale scale linewidth scale
set output out
set xdata time
set timefmt "%s"
set format x "%Y"
set grid
set key outside top right horizontal

set multiplot
set lmargin at screen 0.07
set rmargin at screen 0.97

set title "Piriformis / deep gluteal syndrome, left"
set size 1,0.68
set origin 0,0.32
set yrange [0:10]
set ylabel "Pain, 0 to 10"
set object 1 rectangle from begin, graph 0 to begin + 14 * 86400, graph 1 behind fillcolor rgb "#F2ECDF" fillstyle noborder
plot folder."/ratings" using 1:3 with points pointtype 6 pointsize 0.5 * scale linecolor rgb "#868E99" title "worst of the day", \
     folder."/ratings" using 1:2 with points pointtype 7 pointsize 0.3 * scale linecolor rgb "#602A69AC" title "rating", \
     folder."/mean" using 1:2 with lines linewidth 2 linecolor rgb "#0E2A4F" title "7-day mean", \
     target with lines dashtype 2 linecolor rgb "#1A6640" title "30 % below the first two weeks"

unset title
unset object 1
set size 1,0.32
set origin 0,0
set yrange [0:*]
set ylabel "Sessions a week"
set style fill solid 1 noborder
plot folder."/weeks" using 1:3 with boxes linecolor rgb "#C3CCD6" title "planned", \
     folder."/weeks" using 1:2 with boxes linecolor rgb "#2F5782" title "done"
unset multiplot
